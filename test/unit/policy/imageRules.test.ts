import assert from "node:assert/strict";
import { isProduction, movingImage } from "../../../policy/rules/images";
import { settingsOf } from "../../../policy/settings";
import { container, LATE, probe, resource, said, saidAlone } from "./programs";

describe("The policy pinned-images", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const production = { productionStacks: ["dev"] };
  const problem = (image: string) =>
    `container "c": image "${image}" may be another one tomorrow; give its digest ("NAME:TAG@sha256:..."), or name it in ` +
    `"allowedTags"`;

  for (const image of [`redis@${digest}`, `redis:7@${digest}`, digest, "a".repeat(64)]) {
    it(`lets ${image.slice(0, 30)} pass`, () =>
      assert.deepEqual(said(movingImage, [container("c", { image })], production), []));
  }
  for (const image of ["redis", "redis:latest", "redis:7", "redis:stable", "host:5000/app", "redis@sha256:abc"]) {
    it(`refuses ${image}`, () =>
      assert.deepEqual(said(movingImage, [container("c", { image })], production), [problem(image)]));
  }
  it("looks at the name that a container's image was asked for by", () => {
    for (const build of [undefined, null, LATE]) {
      const image = resource("docker:index/remoteImage:RemoteImage", "i", { name: "redis:7", build });
      const made = container("c", { image: digest }, { image: [image] });
      assert.deepEqual(said(movingImage, [image, made], production), [problem("redis:7")]);
    }
  });
  it("lets an image pass that the program builds", () => {
    const image = resource("docker:index/remoteImage:RemoteImage", "i", { name: "app", build: { context: "." } });
    assert.deepEqual(said(movingImage, [image, container("c", { image: LATE }, { image: [image] })], production), []);
    assert.deepEqual(said(movingImage, [image, container("c", { image: "app" }, { image: [image] })], production), []);
  });
  it("lets the tags pass that are named", () => {
    const settings = { ...production, allowedTags: ["redis:7.2.*"] };
    assert.deepEqual(said(movingImage, [container("c", { image: "redis:7.2.5" })], settings), []);
    assert.deepEqual(said(movingImage, [container("c", { image: "redis:7.4.0" })], settings), [problem("redis:7.4.0")]);
  });
  it("looks at Probes too", () => {
    assert.match(
      saidAlone(movingImage, probe("p", {}), production).join(),
      /^probe "p": image "alpine" may be another/,
    );
  });
  it("is for production stacks alone", () => {
    const none = settingsOf({});
    for (const stack of ["prod", "production", "prod-eu", "eu-prod"])
      assert.equal(isProduction(stack, none), true, stack);
    for (const stack of ["dev", "reproduction", "product"]) assert.equal(isProduction(stack, none), false, stack);
    assert.equal(isProduction("live", settingsOf({ productionStacks: ["live"] })), true);
    assert.deepEqual(said(movingImage, [container("c")]), []);
  });
});
