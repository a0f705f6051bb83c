// In: the id of a service. Out: the Terraform name of what is built for it. Never a name that another blueprint gives to the same type.
import { label } from "../../../src/shared/names.ts";

/** Names of security groups, log groups and task definitions that are not a service's own. */
const TAKEN = /^(endpoints|load_balancer|exec|vpc_flow|alarms)$|^(database|cache|file_system|waf)_|_(migrate|image)$/;

/** `order-events` is `order_events`; a service that is called like a part of the stack gets `_service` behind it. */
export function serviceLabel(id: string): string {
  const name = label(id);
  return TAKEN.test(name) ? `${name}_service` : name;
}
