import assert from "node:assert/strict";
import { aliasFor, ComponentContainers } from "../../../provider/container/ComponentContainers";

const HEAD = "urn:pulumi:dev::shop";
const APP = "dockwire:index:ClientApp";
const component = (name: string, types = APP) => `${HEAD}::${types}::${name}`;
const label = (name: string) => `${HEAD}::${APP}$dockwire:index:StackLabel::${name}-label`;
const holder = (name: string, type = "ContainerNetworks") => `${HEAD}::${APP}$dockwire:index:${type}::${name}`;

describe("The component that has a container by the state", () => {
  const containers = () => {
    const made = new ComponentContainers();
    made.remember(holder("web-networks"), "site");
    made.remember(holder("api-blue-networks"), "api-blue");
    made.remember(holder("old-birth", "BirthNetworks"), "ancient");
    return made;
  };

  it("is told to a new one that wants the container", () => {
    const made = containers();
    made.note(label("page"), false);
    assert.equal(made.ownerOf("site", component("page"), ""), component("web"));
    assert.equal(made.ownerOf("api-blue", component("backend"), "-blue"), component("api"));
    assert.equal(made.ownerOf("ancient", component("new"), ""), component("old"));
  });

  it("is nobody for the same one, for one that the state knows by an alias, and for another container", () => {
    const made = containers();
    assert.equal(made.ownerOf("site", component("web"), ""), undefined);
    assert.equal(made.ownerOf("ancient", component("old"), ""), undefined);
    made.note(label("page"), true);
    made.note(label("page"), false);
    assert.equal(made.ownerOf("site", component("page"), ""), undefined);
    assert.equal(made.ownerOf("other", component("new"), ""), undefined);
  });
});

describe("The alias by which a component is known again", () => {
  const NESTED = "dockwire:index:AppNetwork$dockwire:index:RedisServer";
  const cases: [string, string, string, string][] = [
    ["is its own former URN", component("web"), component("page"), component("web")],
    [
      "is the former URN of what it is part of, where that was renamed",
      component("back-redis", NESTED),
      component("rear-redis", NESTED),
      component("back", "dockwire:index:AppNetwork"),
    ],
    [
      "is that also where names have several parts",
      component("my-back-redis", NESTED),
      component("my-rear-redis", NESTED),
      component("my-back", "dockwire:index:AppNetwork"),
    ],
    [
      "is its own where it moved out of another one",
      component("back-redis", NESTED),
      component("my-redis"),
      component("back-redis", NESTED),
    ],
    ["keeps a name with colons", component("a::b"), component("c"), component("a::b")],
  ];
  for (const [title, former, now, alias] of cases) {
    it(title, () => assert.equal(aliasFor(former, now), alias));
  }
});
