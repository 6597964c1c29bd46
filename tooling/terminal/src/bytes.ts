const units = ["bytes", "kB", "MB", "GB", "TB"];

/** A size as PostgreSQL says it: "8.0 kB" is 8,192 bytes. */
export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(bytes || 1) / 10)));
  const value = bytes / 1024 ** power;
  return `${value >= 10 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
