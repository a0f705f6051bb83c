// In: the id of a service. Out: the Terraform name of what is built for it. Never a name that another blueprint gives to the same type.
import { label } from "../../../src/shared/names.ts";

/** How security groups, log groups and rules are called that are not a service's own. */
const TAKEN = /^(service_)*((endpoints|load_balancer|exec|vpc_flow|alarms|https)$|(database|cache|file_system|waf)_)/;
/** How the second thing of a type is called that a service has two of. */
const OWN_SUFFIX = /_(migrate|image|rule_\d+)(_service)*$/;

/** `order-events` is `order_events`; a service that is called like a part of the stack gets `service_` before it, or `_service` behind it. Two ids never get one name: what looks like such a name is lengthened too. */
export function serviceLabel(id: string): string {
  const name = label(id);
  return `${TAKEN.test(name) ? "service_" : ""}${name}${OWN_SUFFIX.test(name) ? "_service" : ""}`;
}
