// In: the fields of a block of the provider. Out: a holder for its value, which gives back what the class of the bindings would give back. Bundled with the bindings; never refers to a resource.
const { Tokenization } = require("cdktf");

/** `fields`: name → 0, or the fields of the block in it. */
module.exports = function plainBlock(fields) {
  return new PlainBlock(fields);
};

class PlainBlock {
  constructor(fields) {
    this.fields = fields;
    this.given = undefined;
  }

  set internalValue(value) {
    this.given = value;
  }

  get internalValue() {
    return givenOf(this.fields, this.given);
  }
}

/** What is set of the known fields; nothing when fields were given and none is set. */
function givenOf(fields, given) {
  if (given === undefined || Tokenization.isResolvable(given)) return given;
  let isSet = Object.keys(given).length === 0;
  const value = {};
  for (const name of Object.keys(fields)) {
    const field = fields[name] === 0 ? given[name] : givenOf(fields[name], given[name]);
    if (field === undefined) continue;
    isSet = true;
    value[name] = field;
  }
  return isSet ? value : undefined;
}
