// In: how something is made. Out: a function that makes it when it is first asked for, and gives the same one ever after. Never makes what nobody asks for.
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
