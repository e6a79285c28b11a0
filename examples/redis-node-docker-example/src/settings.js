"use strict";

const { readFileSync } = require("node:fs");

/**
 * Reads the settings out of environment variables. Any REDIS_ variable may be given as a file instead, by the same
 * name with _FILE at its end, as Docker hands over secrets.
 */
function readSettings(env) {
  return {
    port: readPort(env, "PORT", 3000),
    name: env.APP_NAME || "redis-node-docker-example",
    redis: readRedis(env),
  };
}

function readRedis(env) {
  const url = readValue(env, "REDIS_URL");
  if (url !== undefined) {
    if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) {
      throw new Error(
        "REDIS_URL is not an address like redis://redis:6379 (its value is not shown, it may hold a password).",
      );
    }
    return { address: new URL(url).host, connection: () => ({ url: readValue(env, "REDIS_URL") }) };
  }
  const host = readValue(env, "REDIS_HOST") ?? "redis";
  const port = readPort(env, "REDIS_PORT", 6379);
  return {
    address: `${host}:${port}`,
    // Read for every connection, so that a password that was changed in its file is used at the next one.
    connection: () => ({
      host,
      port,
      username: readValue(env, "REDIS_USERNAME"),
      password: readValue(env, "REDIS_PASSWORD"),
    }),
  };
}

function readValue(env, name) {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || undefined;
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "") || undefined;
  } catch (error) {
    throw new Error(`Could not read ${file}, which ${name}_FILE names: ${error.message}.`);
  }
}

function readPort(env, name, fallback) {
  const text = readValue(env, name);
  if (text === undefined) return fallback;
  // On a container with legacy links REDIS_PORT is an address like tcp://172.17.0.2:6379.
  const port = Number(/^tcp:\/\/[^/]*:(\d+)$/.exec(text)?.[1] ?? text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`${name} is "${text}", but a port is a whole number from 1 to 65535.`);
  }
  return port;
}

module.exports = { readSettings };
