// In: an input of the stack module with its value per environment. Out: a Terraform variable that remembers those values. Never reads tfvars.
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { Architecture, Environment } from "../../src/architecture/model.ts";
import { VALUES } from "../../src/render/blueprint.ts";
import type { Json } from "../../src/render/graph.ts";

export interface InputProps {
  /** HCL type: "string", "number", "map(object({ … }))". */
  readonly type: string;
  readonly description: string;
  /** Value in each environment; environments without one use `default`. */
  readonly valueFor?: (environment: Environment) => Json | undefined;
  readonly default?: Json;
  /** @default false */
  readonly nullable?: boolean;
  readonly validation?: { readonly condition: string; readonly errorMessage: string };
}

/** Declares an input where it is used, so that the declaration, its values and its use stand in one place. Refer to it as `var.<name>`. */
export function declareInput(
  scope: Construct,
  name: string,
  architecture: Architecture,
  props: InputProps,
): TerraformVariable {
  const variable = new TerraformVariable(scope, `var-${name}`, {
    type: props.type,
    description: props.description,
    nullable: props.nullable ?? false,
    ...(props.default === undefined ? {} : { default: props.default }),
    ...(props.validation === undefined
      ? {}
      : {
          validation: [{ condition: `\${${props.validation.condition}}`, errorMessage: props.validation.errorMessage }],
        }),
  });
  variable.overrideLogicalId(name);
  const values: Record<string, Json> = {};
  if (props.valueFor !== undefined) {
    for (const environment of architecture.environments) {
      const value = props.valueFor(environment);
      if (value !== undefined) values[environment.id] = value;
    }
  }
  variable.node.addMetadata(VALUES, values);
  return variable;
}
