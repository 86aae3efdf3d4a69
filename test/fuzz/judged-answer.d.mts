export const LATE_MS: number;
export function faultOf(
  answer: {
    readonly status: number;
    readonly headers: Headers;
    readonly text: string;
    readonly ms: number;
  },
  asked: { readonly method: string; readonly fhir: boolean; readonly sent: () => string },
): string | null;
