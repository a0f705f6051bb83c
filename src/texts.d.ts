// Templates are imported as text: the build inlines them, the tests load them through scripts/ejs-text.mjs.
declare module "*.ejs" {
  const text: string;
  export default text;
}

// Long texts that few runs need, as functions: a text in the code of the bundle would be read at every start.
declare module "*.text" {
  const text: () => string;
  export default text;
}
