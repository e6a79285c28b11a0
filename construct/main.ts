import * as pulumi from "@pulumi/pulumi";
import { version } from "../package.json";
import { askForAnyVersion } from "../components/shared/resourceOptions";
import { endWithParent } from "../provider/endWithParent";
import { ComponentProvider } from "./ComponentProvider";
import { tellRefusalsOnce } from "./tellOnce";

if (process.env.DOCKWIRE_ANY_VERSION) askForAnyVersion();
endWithParent();
void pulumi.provider.main(new ComponentProvider(version), process.argv.slice(2));
tellRefusalsOnce();
