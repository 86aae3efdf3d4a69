export function requiredBindings(): Readonly<Record<string, Readonly<Record<string, readonly string[]>> | null>>;
export function profiles(): readonly object[];
