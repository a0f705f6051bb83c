// In: every stack blueprint. Out: the one list of them, in build order. Never imported statically by src: it loads the engine.
import type { StackRegistry } from "../../src/render/synth.ts";
import { alarmTopic } from "./alarm-topic/blueprint.ts";
import { backup } from "./backup/blueprint.ts";
import { budget } from "./budget/blueprint.ts";
import { cache } from "./cache/blueprint.ts";
import { cluster } from "./cluster/blueprint.ts";
import { database } from "./database/blueprint.ts";
import { exceptions } from "./exceptions/blueprint.ts";
import { foundation } from "./foundation/blueprint.ts";
import { keys } from "./keys/blueprint.ts";
import { loadBalancer } from "./load-balancer/blueprint.ts";
import { messaging } from "./messaging/blueprint.ts";
import { network } from "./network/blueprint.ts";
import { observability } from "./observability/blueprint.ts";
import { Parts } from "./parts.ts";
import { secrets } from "./secrets/blueprint.ts";
import { services } from "./services/blueprint.ts";
import { staticSite } from "./static-site/blueprint.ts";
import { storage } from "./storage/blueprint.ts";

/** Order matters: a blueprint reads the parts of those before it. */
export const stackRegistry: StackRegistry<Parts> = {
  blueprints: [
    foundation,
    keys,
    network,
    alarmTopic,
    secrets,
    storage,
    database,
    cache,
    messaging,
    cluster,
    loadBalancer,
    services,
    staticSite,
    observability,
    backup,
    budget,
    exceptions,
  ],
  createParts: () => new Parts(),
};
