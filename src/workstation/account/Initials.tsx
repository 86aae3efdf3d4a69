// Two letters in a circle, for the eye alone; the name stands beside it or is said by the button around it.
const TITLE = /^(dr|prof|mr|mrs|ms|mx)\.?$/i;

/** "Dr Aiko Tanaka" gives AT. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s,]+/).filter((w) => w !== '' && !TITLE.test(w));
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return letters.map((w) => [...w][0]!.toUpperCase()).join('');
}

export function Initials({ name }: { readonly name: string }) {
  return (
    <span className="initials" aria-hidden="true" data-pack="">
      {initialsOf(name)}
    </span>
  );
}
