// Templates are imported as text: the build inlines them, the tests load them through scripts/ejs-text.mjs.
declare module "*.ejs" {
  const text: string;
  export default text;
}
