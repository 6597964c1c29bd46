/** What a package that is to be made is called, in all the spellings that its files need. */
export interface NewPackage {
  /** The folder's name, such as `task-notes`. */
  readonly key: string;
  /** The npm name, such as `@deepiri/task-notes`. */
  readonly name: string;
  /** Path of its folder from the workspace's root. */
  readonly folder: string;
  /** The database that it belongs to. */
  readonly database: string;
  /** Its own schema in that database, such as `task_notes`. */
  readonly schema: string;
  /** As it begins the names of its types, such as `TaskNotes`. */
  readonly typeName: string;
  /** As it begins the names of its values, such as `taskNotes`. */
  readonly valueName: string;
}

/** A package of that key beside the others. */
export function newPackage(
  key: string,
  place: Pick<NewPackage, "database" | "folder"> & { readonly scope: string },
): NewPackage {
  const typeName = key.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return {
    key,
    name: `${place.scope}${key}`,
    folder: place.folder,
    database: place.database,
    schema: key.replaceAll("-", "_"),
    typeName,
    valueName: `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}`,
  };
}
