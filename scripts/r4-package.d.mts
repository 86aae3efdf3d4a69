export function r4Resources(name: string): readonly object[];
export function r4Resource(name: string): object;
