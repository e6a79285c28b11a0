import * as pulumi from "@pulumi/pulumi";
import { version } from "../package.json";
import { endWithParent } from "../provider/endWithParent";
import { ComponentProvider } from "./ComponentProvider";

endWithParent();
void pulumi.provider.main(new ComponentProvider(version), process.argv.slice(2));
