import assert from "node:assert/strict";
import { rulesToDelete } from "../../../sandbox/engine/Firewall";

const SAVED = `*nat
:PREROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 10.213.1.0/24 ! -o br-0123456789ab -j MASQUERADE
-A POSTROUTING -s 192.168.7.0/24 ! -o virbr0 -j MASQUERADE
-A DOCKER -i br-0123456789ab -j RETURN
-A DOCKER -i br-fedcba987654 -j RETURN
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i lo -j ACCEPT
COMMIT`.split("\n");

describe("The firewall rules that go with the private Engine", () => {
  const deleted = (bridges: string[], chains: string[]) =>
    rulesToDelete(SAVED, { bridges, chains }).map((words) => words.join(" "));

  it("are those that jump to its chains or name its bridges, and no others", () => {
    assert.deepEqual(deleted(["docker0", "br-0123456789ab"], ["DOCKER"]), [
      "-D PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
      "-D POSTROUTING -s 10.213.1.0/24 ! -o br-0123456789ab -j MASQUERADE",
      "-D FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
    ]);
  });

  it("are only those that name its bridges where another Engine uses the same chains", () => {
    assert.deepEqual(deleted(["br-0123456789ab"], []), [
      "-D POSTROUTING -s 10.213.1.0/24 ! -o br-0123456789ab -j MASQUERADE",
      "-D DOCKER -i br-0123456789ab -j RETURN",
    ]);
  });
});
