import assert from "node:assert/strict";
import { refusalOf } from "../../../live/access";

const TOKEN = "0123456789abcdef";
const asked = (url: string, host: string | undefined = "127.0.0.1:4000", method = "GET") =>
  refusalOf({ url, method, headers: { host } }, TOKEN)?.status;

describe("Who may see the live page", () => {
  for (const host of ["127.0.0.1:4000", "localhost:4000", "LOCALHOST", "[::1]:4000"]) {
    it(`a browser that opened it by ${host}, with the token`, () => {
      assert.equal(asked(`/${TOKEN}/`, host), undefined);
      assert.equal(asked(`/${TOKEN}/events?x=1`, host), undefined);
    });
  }

  for (const host of [
    "evil.example:4000",
    "127.0.0.1.evil.example",
    "localhost.evil.example:4000",
    "evil.example#127.0.0.1",
  ]) {
    it(`nobody whose name ${host} leads here, even with the token`, () => {
      assert.equal(asked(`/${TOKEN}/`, host), 403);
    });
  }

  it("nobody whose request names no host at all", () => {
    assert.equal(refusalOf({ url: `/${TOKEN}/`, method: "GET", headers: {} }, TOKEN)?.status, 403);
  });

  for (const path of [
    "/",
    "",
    "/events",
    `/${TOKEN}x/`,
    `/${TOKEN.slice(1)}/`,
    `/x/${TOKEN}/`,
    `//${TOKEN}/`,
    "/%30/",
  ]) {
    it(`nobody who asks for "${path}", where the token is not`, () => {
      assert.equal(asked(path), 403);
    });
  }

  it("nobody who wants to change something", () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      assert.equal(asked(`/${TOKEN}/`, "localhost:4000", method), 405);
    }
  });
});
