// Ids that sort by when they were made: what is written together then lies together in every index by id, and a commit
// touches a few pages instead of one for each of them.

/** A UUID of version 7 (RFC 9562, 5.7) of the time in milliseconds and the random bits of `uuid`, one of version 4. */
export function timeOrderedId(now: number, uuid: string): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${uuid.slice(15)}`;
}
