import { describe, expect, it } from "vitest";
import { serviceAddress } from "../../src/server/service-address.js";
import { SettingError } from "../../src/setting/setting-error.js";

describe("where a service listens", () => {
  it.each([
    [{}, { host: "127.0.0.1", port: 8081 }],
    [{ PORT: " 0 " }, { host: "127.0.0.1", port: 0 }],
    [
      { HOST: "0.0.0.0", PORT: "80" },
      { host: "0.0.0.0", port: 80 },
    ],
  ])("is as the environment says: %j", (env, address) => {
    expect(serviceAddress(8081, env)).toEqual(address);
  });

  it.each(["http", "-1", "65536", "80.5"])("is refused for the port %s", (PORT) => {
    expect(() => serviceAddress(8081, { PORT })).toThrow(SettingError);
  });
});
