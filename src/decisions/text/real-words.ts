// Common English words that lie one typing error away from a term of some lexicon: never taken for it. Data only.
//
// Found by reading the 75,000 commonest words of English against every lexicon; a new term of six letters or more asks for the same again
// (test/decisions/text/typos.test.ts holds the commonest of them).

export const REAL_WORDS: ReadonlySet<string> = new Set(
  `
  actionable annular apolo aragorn argon auroras averting banked basil bastian bastien batched batches becket blazer booker broder broner
  brooker brower caches caching calvary cashes cashing casing catching century chrystal closure cloture coaching coloration concur cornetto
  country cristal crustal danger decker delhi demise denise device devine digger directs docked dubin ducker elyria empress englund entry
  erling expresses factly fiance firestone flatter francie franke gentry grable grade grains gutenberg hanafi hardness harkness hassell
  haswell https iceland ismael jagger javelin karna lambdas landon linde lindon livestream locker loggins logics loins looper looser
  looter loudon lyndon magneto masked massaging matches medico mellie memento meter millie molle moodie mosquito nation opened oracles
  papal patches payal persona petry poppet poshmark posture postures public quarks racket rader reaper reapers reaver reavers
  redder redshirt reeder reiss remiss render renders rescue risque rocker scaling scrappy screaming sealing secret secrets sentries server
  servers service services sintra solidus splunks spunk staking staring static statics stating staving staying steaming stipe stitch storybook
  streaking stream streams striae stride strife strike stripes stripped strips strive swole tainan tasting teton texting trailing valley
  vanish vaults voyage wildly workaday works zapper
`.split(/\s+/),
);
