/** A key that was never used before: a request sent twice with it is done once. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing on plain http addresses
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
