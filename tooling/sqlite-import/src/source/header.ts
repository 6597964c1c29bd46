import { FileDamaged, FileUnreadable, NotSqlite } from "../failure/errors.js";

const magic = "SQLite format 3\0";
const headerBytes = 100;
const textEncodingAt = 56;

/**
 * Looks at the first page before SQLite does, to say what SQLite has no words for.
 *
 * @param start the first bytes of the file, 512 or more where it has them
 * @param hasWal whether a write-ahead log lies beside it, whose pages may not be in the file yet
 * @throws NotSqlite, FileDamaged, FileUnreadable
 */
export function checkHeader(file: string, start: Buffer, bytes: number, hasWal: boolean): void {
  if (bytes === 0)
    throw new NotSqlite(`${file} is empty: 0 bytes. Name the file that holds the data.`);
  if (start.toString("latin1", 0, 16) !== magic) throw noSqlite(file, start, bytes);
  if (bytes < headerBytes)
    throw new FileDamaged(`${file} is cut off in its first page, after ${bytes} bytes. ${restore}`);
  if (start.readUInt32BE(textEncodingAt) > 1)
    throw new FileUnreadable(
      `${file} keeps its text in UTF-16, which this reader cannot. Make a copy in UTF-8: sqlite3 ${file} .dump | sqlite3 COPY`,
    );
  const { pageSize, pages } = readSize(start);
  if (!hasWal && pages !== undefined && bytes < pages * pageSize)
    throw new FileDamaged(
      `${file} is cut off: it says that it has ${pages} pages of ${pageSize} bytes, and holds ${Math.floor(bytes / pageSize)}. ${restore}`,
    );
}

/** What to do about a damaged file. */
export const restore =
  "Take a whole copy or a backup of it; what can be saved of this one, `sqlite3 FILE .recover` prints.";

function readSize(header: Buffer): { readonly pageSize: number; readonly pages?: number } {
  const written = header.readUInt16BE(16);
  const pageSize = written === 1 ? 65_536 : written;
  // Programs older than SQLite 3.7 leave the size as it was; then the two counters differ.
  const isKept = header.readUInt32BE(24) === header.readUInt32BE(92);
  return isKept ? { pageSize, pages: header.readUInt32BE(28) } : { pageSize };
}

function noSqlite(file: string, start: Buffer, bytes: number): NotSqlite {
  return new NotSqlite(
    isRandom(start) && bytes % 512 === 0
      ? `${file} looks encrypted: it has whole pages of random bytes and no header of SQLite. Decrypt it first, with SQLCipher for instance: ATTACH … KEY '', then SELECT sqlcipher_export(…).`
      : `${file} is not an SQLite file: it does not begin with "SQLite format 3". Name the file that holds the data.`,
  );
}

/** Whether the bytes are spread as those of a cipher are, and not as those of text or of a program. */
function isRandom(bytes: Buffer): boolean {
  return bytes.length >= 512 && new Set(bytes.subarray(0, 512)).size > 190;
}
