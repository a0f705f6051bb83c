// In: the table of a construct of the provider (see lean-binding.mjs) and the arguments given to one. Out: the construct, with what it tells Terraform. Bundled in place of the bindings; never knows a resource by name.
const { ref, Token, TerraformDataSource, TerraformProvider, TerraformResource, Tokenization } = require("cdktf");
const { TokenMap } = require("cdktf/lib/tokens/private/token-map");

/** Arguments that the engine takes from every resource. */
const META = ["provider", "dependsOn", "count", "lifecycle", "provisioners", "connection", "forEach"];

/** A construct over a table of its arguments and blocks, `{ name: { argument, isBlock, isList, value } }`, which is what the engine asks a binding for, too. */
const constructOn = (Base, root) =>
  class extends Base {
    constructor(scope, id, given = {}) {
      super(scope, id, {
        terraformResourceType: new.target.type,
        provider: given.provider,
        dependsOn: given.dependsOn,
        count: given.count,
        lifecycle: given.lifecycle,
        provisioners: given.provisioners,
        connection: given.connection,
        forEach: given.forEach,
      });
      this._written = write(new.target, given);
    }

    getStringAttribute(name) {
      if (this.forEach !== undefined) return super.getStringAttribute(name);
      return markerOf(`${root}${this.terraformResourceType}.${this.friendlyUniqueId}.${name}`);
    }

    synthesizeAttributes() {
      return this._written;
    }

    synthesizeHclAttributes() {
      return this.constructor.fields;
    }
  };

exports.Resource = constructOn(TerraformResource, "");
exports.DataSource = constructOn(TerraformDataSource, "data.");

/** A provider has no attributes to refer to: what is read of it is what it was given. */
exports.Provider = class extends TerraformProvider {
  constructor(scope, id, given = {}) {
    super(scope, id, { terraformResourceType: new.target.type });
    this.given = given;
  }

  argument(name) {
    return this.given[name];
  }

  synthesizeAttributes() {
    return write(this.constructor, this.given);
  }
};

/** Begins the key of a marker that says itself what it refers to, so that nothing needs to be remembered for it; src/render/markers.ts reads it. */
const SAYS_ITSELF = "ref:";

function markerOf(address) {
  return /^[\w.-]+$/.test(address) ? `\${TfToken[${SAYS_ITSELF}${address}]}` : Token.asString(ref(address));
}

/** For the engine, where it looks into a text: the arguments of its functions. */
const tokens = TokenMap.instance();
const remembered = tokens.lookupToken;
tokens.lookupToken = (key) =>
  key.startsWith(SAYS_ITSELF) ? ref(key.slice(SAYS_ITSELF.length)) : remembered.call(tokens, key);

function write({ type, fields }, given) {
  return writeFields(type, fields, given, true, META);
}

/** `isAlone`: not in a list. `others` are arguments that are not written here. */
function writeFields(type, fields, given, isAlone, others) {
  const written = {};
  let known = 0;
  for (const name of Object.keys(fields)) {
    const field = fields[name];
    const value = given[field.argument];
    if (value === undefined) continue;
    known += 1;
    const result = field.isBlock ? writeBlocks(type, field, value, isAlone) : value;
    if (result !== undefined) written[name] = result;
  }
  if (known < Object.keys(given).length) refuseUnknown(type, fields, given, others);
  return written;
}

function refuseUnknown(type, fields, given, others) {
  const known = new Set([...Object.values(fields).map(({ argument }) => argument), ...others]);
  const unknown = Object.keys(given).find((argument) => given[argument] !== undefined && !known.has(argument));
  if (unknown !== undefined) throw new Error(`${type} is given ${unknown}, which the build left out`);
}

function writeBlocks(type, { argument, isList, value: fields }, value, isAlone) {
  if (!isList) return writeBlock(type, fields, value, isAlone);
  if (Array.isArray(value)) return value.map((item) => writeBlock(type, fields, item, false));
  if (require("cdktf/lib/terraform-dynamic-expression").TerraformDynamicExpression.isTerraformDynamicExpression(value))
    throw new Error(`${type} is given an iterator's blocks for ${argument}, which the build left out`);
  return value;
}

/** A block of which only unset fields were given is none, except in a list. */
function writeBlock(type, fields, value, isAlone) {
  if (typeof value !== "object" || value === null || Tokenization.isResolvable(value)) return value;
  const written = writeFields(type, fields, value, isAlone, []);
  const isUnset = isAlone && Object.keys(written).length === 0 && Object.keys(value).length > 0;
  return isUnset ? undefined : written;
}
