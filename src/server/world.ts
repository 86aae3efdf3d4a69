// What the outside gives the server: the clock and chance. The command line hands it in; nothing below reads the platform's.

export interface ServerWorld {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back; for durations only. */
  readonly elapsed: () => number;
  /** That many bytes nobody can guess. */
  readonly random: (bytes: number) => Uint8Array;
  /** A new random id, `[A-Za-z0-9.-]{1,64}`: never one given before. */
  readonly newId: () => string;
}
