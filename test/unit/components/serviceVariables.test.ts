import assert from "node:assert/strict";
import { serviceFiles, serviceVariables } from "../../../components/client/serviceVariables";

const PLAIN = {
  host: "redis",
  port: 6379,
  username: undefined,
  hasPassword: false,
  url: "redis://redis:6379",
  hasCa: false,
};

describe("The variables of a server that a client uses", () => {
  it("hold the address when nothing in it is secret", () => {
    assert.deepEqual(serviceVariables("db", PLAIN), {
      DB_HOST: "redis",
      DB_PORT: "6379",
      DB_URL: "redis://redis:6379",
    });
  });

  it("name files for what is secret", () => {
    const facts = {
      ...PLAIN,
      username: "client",
      hasPassword: true,
      url: "redis://client:secret@redis:6379",
      hasCa: true,
    };
    const variables = serviceVariables("my-db.a", facts);
    assert.deepEqual(variables, {
      MY_DB_A_HOST: "redis",
      MY_DB_A_PORT: "6379",
      MY_DB_A_USERNAME: "client",
      MY_DB_A_PASSWORD_FILE: "/run/secrets/my_db_a_password",
      MY_DB_A_URL_FILE: "/run/secrets/my_db_a_url",
      MY_DB_A_CA_FILE: "/run/secrets/my_db_a_ca.pem",
    });
    assert.ok(!JSON.stringify(variables).includes("secret@"));
  });

  it("name the files that are written", () => {
    assert.deepEqual(serviceFiles("db"), { password: "db_password", url: "db_url", ca: "db_ca.pem" });
  });
});
