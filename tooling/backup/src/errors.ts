/** Root of every error of this package. The message says what failed, on what, and what to do next. */
export class BackupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The folder for the backup holds something already. */
export class FolderTaken extends BackupError {}

/** A file or folder could not be written: no right, no room. Nothing of it is left. */
export class FolderUnwritable extends BackupError {}

/** The folder holds no backup, or one that was not finished. */
export class NotABackup extends BackupError {}

/** The backup was written by a newer version of this tool, or from a newer PostgreSQL. */
export class BackupTooNew extends BackupError {}

/** A file of the backup is missing or is not what was written. */
export class FileDamaged extends BackupError {}

/** No pg_dump at hand can read the server. */
export class NoUsablePgDump extends BackupError {}

/** pg_dump refused. */
export class DefinitionsUnreadable extends BackupError {}

/** The login may not read some of what is asked for. */
export class MissingRights extends BackupError {}

/** Row security would hide rows from the login. */
export class RowsHidden extends BackupError {}

/** A schema or package that is asked for is not there. */
export class UnknownChoice extends BackupError {}

/** Foreign keys lead to tables that are neither in the backup nor in the database. */
export class MissingDependencies extends BackupError {}

/** What would be restored is there already. */
export class AlreadyThere extends BackupError {}

/** The database cannot take what the backup holds, such as its encoding. */
export class UnfitDatabase extends BackupError {}

/** PostgreSQL refused a statement; the database is as it was. */
export class StatementRefused extends BackupError {}

/** What was restored is not what was backed up; the database is as it was. */
export class ContentsDiffer extends BackupError {}

/** A column cannot be masked without breaking what the database demands of it. */
export class UnmaskableColumn extends BackupError {}
