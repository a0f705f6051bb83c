// In: a condition and what is wrong without it. Out: a `check` block, which warns in every plan and stops none. Never for what must not be applied: that is a validation.
import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { named } from "./expressions.ts";

export interface CheckProps {
  /** Terraform name. */
  readonly id: string;
  /** Terraform expression that is true when all is well. */
  readonly condition: string;
  /** A sentence with a full stop at its end, as Terraform asks for. */
  readonly errorMessage: string;
}

/** The engine has no construct for it. https://developer.hashicorp.com/terraform/language/checks */
class Check extends TerraformElement {
  private readonly props: CheckProps;

  constructor(scope: Construct, props: CheckProps) {
    super(scope, `check-${props.id}`);
    this.props = props;
  }

  override toTerraform() {
    const { condition, errorMessage } = this.props;
    return {
      check: {
        [this.friendlyUniqueId]: { assert: { condition: `\${${condition}}`, error_message: errorMessage } },
      },
    };
  }

  override toHclTerraform() {
    return {};
  }
}

export function addCheck(scope: Construct, props: CheckProps): void {
  named(new Check(scope, props), props.id);
}
