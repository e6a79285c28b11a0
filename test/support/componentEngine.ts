import * as pulumi from "@pulumi/pulumi";
import { Bag, MockedPulumi, Registered } from "./MockedPulumi";

/** The password that the mocked provider makes. */
export const MADE_PASSWORD = "made-password-0123456789";

/** The options that a child was registered with. */
export interface ChildOptions {
  readonly type: string;
  readonly name: string;
  readonly opts: pulumi.CustomResourceOptions;
}

/** A mocked engine that answers for every resource and function that the components are made of. */
export function componentEngine(
  preview: boolean,
  calls: Readonly<Record<string, (inputs: Bag) => Bag>> = {},
  answers: Readonly<Record<string, (resource: Registered) => Bag>> = {},
): MockedPulumi {
  const resources: Record<string, (resource: Registered) => Bag> = {
    "dockwire:index:Password": () => ({ value: pulumi.secret(MADE_PASSWORD) }),
    "dockwire:index:Certificate": () => ({ caPem: "CA", certPem: "CERT", keyPem: pulumi.secret("KEY"), notAfter: "" }),
    "dockwire:index:Volume": ({ inputs }) => ({ name: inputs.name ?? inputs.defaultName }),
    "dockwire:index:VolumeFiles": () => ({ version: "v1" }),
    "dockwire:index:ContainerNetworks": ({ inputs }) => ({ containerId: inputs.container }),
    "dockwire:index:PidsLimit": ({ inputs }) => ({ containerId: inputs.container }),
    ...answers,
  };
  return new MockedPulumi({ preview, resources, calls });
}

/** Options that hand every child's own options to the list. */
export function watching(seen: ChildOptions[]): pulumi.ComponentResourceOptions {
  return {
    transformations: [
      ({ type, name, opts }) => {
        seen.push({ type, name, opts });
        return undefined;
      },
    ],
  };
}
