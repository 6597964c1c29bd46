/** A setting of the environment is missing or wrong. The message names the variable, never its value. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}
