/** Text of the first page. */
export function greeting(name) {
  return `${name} works.`;
}
