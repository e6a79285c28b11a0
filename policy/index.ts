import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

new PolicyPack("dockwire", {
  displayName: "dockwire",
  description: "Containers that are reached by those alone that are meant to.",
  provider: "docker",
  tags: ["docker", "network", "security"],
  policies,
});
