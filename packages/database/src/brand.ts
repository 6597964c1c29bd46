/** What is called after the one whose platform this is. A name of a company stands in no other source file of the tools. */
export interface Brand {
  /**
   * The default database, to which packages belong that name none; also the key in package.json under
   * which a package says what these tools should know of it, and how they introduce themselves to the
   * server (application_name).
   */
  readonly name: string;
  /** Folder at the workspace's root with the embedded server and its data. */
  readonly dataFolder: string;
  /** How the tools' own environment variables begin. */
  readonly environmentPrefix: string;
}

/** The brand of this platform: the one place to change for another. */
export const brand: Brand = {
  name: "deepiri",
  dataFolder: ".deepiri",
  environmentPrefix: "DEEPIRI_",
};
