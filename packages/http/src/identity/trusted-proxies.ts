import { BlockList, isIP, isIPv6 } from "node:net";
import { SettingError } from "../setting/setting-error.js";

/**
 * Whose `X-Forwarded-For` is believed: the addresses and ranges of TRUSTED_PROXIES, such as the gateway's,
 * separated by commas. Without any, a caller's address is that of his connection.
 */
export function trustedProxies(env: NodeJS.ProcessEnv): string[] | false {
  const proxies = (env.TRUSTED_PROXIES ?? "").split(",").map((one) => one.trim());
  const named = proxies.filter((one) => one !== "");
  if (!named.every(isRange))
    throw new SettingError(
      "TRUSTED_PROXIES is not a list of addresses and ranges, such as 10.0.0.1,192.168.0.0/16.",
    );
  return named.length > 0 && named;
}

function isRange(text: string): boolean {
  const [address = "", bits] = text.split("/");
  if (isIP(address) === 0) return false;
  if (bits === undefined) return true;
  try {
    new BlockList().addSubnet(address, Number(bits), isIPv6(address) ? "ipv6" : "ipv4");
    return true;
  } catch {
    return false;
  }
}
