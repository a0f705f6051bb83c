// In: the table of a construct of the provider (see lean-binding.mjs) and the arguments given to one. Out: the construct, with what it tells Terraform. Bundled in place of the bindings; never knows a resource by name.
const { TerraformDataSource, TerraformProvider, TerraformResource, Tokenization } = require("cdktf");

/** Arguments that the engine takes from every resource. */
const META = ["provider", "dependsOn", "count", "lifecycle", "provisioners", "connection", "forEach"];

function metaOf(type, given) {
  return {
    terraformResourceType: type,
    provider: given.provider,
    dependsOn: given.dependsOn,
    count: given.count,
    lifecycle: given.lifecycle,
    provisioners: given.provisioners,
    connection: given.connection,
    forEach: given.forEach,
  };
}

exports.Resource = class extends TerraformResource {
  constructor(scope, id, given = {}) {
    super(scope, id, metaOf(new.target.type, given));
    this._written = write(this, given);
  }

  synthesizeAttributes() {
    return this._written;
  }

  synthesizeHclAttributes() {
    return describe(this.constructor.fields);
  }
};

exports.DataSource = class extends TerraformDataSource {
  constructor(scope, id, given = {}) {
    super(scope, id, metaOf(new.target.type, given));
    this._written = write(this, given);
  }

  synthesizeAttributes() {
    return this._written;
  }

  synthesizeHclAttributes() {
    return describe(this.constructor.fields);
  }
};

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
    return write(this, this.given);
  }
};

function write(construct, given) {
  return writeFields(construct.constructor.fields, given, true, construct.constructor);
}

/** `isAlone`: not in a list. Of a construct itself some arguments are the engine's. */
function writeFields(fields, given, isAlone, binding) {
  for (const argument of Object.keys(given))
    if (fields[argument] === undefined && given[argument] !== undefined && !(binding && META.includes(argument)))
      throw new Error(`${binding?.type ?? "a block"} is given ${argument}, which the build left out`);
  const written = {};
  for (const argument of Object.keys(fields)) {
    const value = given[argument];
    if (value === undefined) continue;
    const [name, kind, inner] = fields[argument];
    const result = kind === undefined ? value : writeBlocks(kind, inner, value, isAlone);
    if (result !== undefined) written[name] = result;
  }
  return written;
}

function writeBlocks(kind, fields, value, isAlone) {
  if (kind === "block") return writeBlock(fields, value, isAlone);
  return Array.isArray(value) ? value.map((item) => writeBlock(fields, item, false)) : value;
}

/** A block of which only unset fields were given is none, except in a list. */
function writeBlock(fields, value, isAlone) {
  if (typeof value !== "object" || value === null || Tokenization.isResolvable(value)) return value;
  const written = writeFields(fields, value, isAlone);
  const isUnset = isAlone && Object.keys(written).length === 0 && Object.keys(value).length > 0;
  return isUnset ? undefined : written;
}

/** Which fields are blocks, as the engine asks for it. */
function describe(fields) {
  const described = {};
  for (const [name, kind, inner] of Object.values(fields))
    described[name] = kind === undefined ? { isBlock: false } : { isBlock: true, value: describe(inner) };
  return described;
}
