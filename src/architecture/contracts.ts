// In: an architecture. Out: per image, the names that its code shares with everything around it: where its health is asked, and what it reads from its environment. Pure.
import type { Architecture } from "./model.ts";

/** Names that stand in code of people and in files of ours. */
export interface Contract {
  readonly health: string[];
  readonly variables: string[];
}

/** By the id of the image, which is the folder of the code: several services may run it. */
export function contractsOf({ services }: Architecture): Record<string, Contract> {
  const images = [...new Set(services.map(({ image }) => image))].sort();
  return Object.fromEntries(
    images.map((image) => {
      const own = services.filter((service) => service.image === image);
      return [
        image,
        {
          health: unique(own.flatMap(({ health }) => (health === undefined ? [] : [health.path]))),
          variables: unique(
            own.flatMap(({ environment, secrets }) => [...environment, ...secrets].map(({ name }) => name)),
          ),
        },
      ];
    }),
  );
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
