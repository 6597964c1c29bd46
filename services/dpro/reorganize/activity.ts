import { quoted, text } from "./fields.js";

/** Words that an action of authentication begins with. */
const known = [
  "login",
  "log_in",
  "logout",
  "log_out",
  "register",
  "registration",
  "sign_in",
  "signin",
  "sign_up",
  "signup",
  "sign_out",
  "signout",
  "auth",
  "authenticate",
  "authenticated",
  "authentication",
  "password",
  "token",
  "session",
  "2fa",
  "mfa",
  "otp",
];

/** Words that hold "auth" or "login" and mean something else. */
const others = ["author", "authored", "authors", "blogin"];

const action = `pg_catalog.lower(pg_catalog.regexp_replace(COALESCE(${text("action")}, ''), '[^A-Za-z0-9]+', '_', 'g'))`;
const beginsWith = (words: readonly string[]): string =>
  `${action} ~ ${quoted(`^_?(${words.join("|")})(_|$)`)}`;
const contains = `${action} ~ '(login|auth)'`;

/** Whether an entry of the common log is one of authentication; never null, so that its negation is all others. */
export const isAuthentication = `(${beginsWith(known)} OR (${contains} AND NOT ${beginsWith(others)}))`;

/** By which rule an entry is where it is. */
export const placedBy = `CASE
    WHEN ${beginsWith(known)} THEN 'a known action of authentication'
    WHEN ${beginsWith(others)} THEN 'a known other action'
    WHEN ${contains} THEN 'its action contains login or auth'
    WHEN ${action} = '' THEN 'it has no action'
    ELSE 'any other action' END`;
