// The line under the finger, drawn straight into the document: React hears of a stroke when it is finished. Long lines
// are cut into pieces so that adding a point stays cheap however long somebody scribbles.
const PIECE = 240;

export interface LiveLine {
  /** Starts afresh at x, y (mm of the shown body) in a stroke of this width. */
  begin(x: number, y: number, width: number, look: string): void;
  add(x: number, y: number): void;
  /** Makes what was added visible. */
  show(): void;
  clear(): void;
}

export function liveLine(group: SVGGElement): LiveLine {
  let path: SVGPathElement | null = null;
  let data = '';
  let count = 0;
  let last = '';
  const piece = (from: string) => {
    path = group.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'path');
    group.append(path);
    data = `M${from}`;
    count = 0;
  };
  return {
    begin: (x, y, width, look) => {
      group.replaceChildren();
      group.setAttribute('stroke-width', String(width));
      group.dataset.look = look;
      last = `${x.toFixed(1)} ${y.toFixed(1)}`;
      piece(last);
      // A line to where it is already shows as a dot under round ends.
      data += `L${last}`;
    },
    add: (x, y) => {
      last = `${x.toFixed(1)} ${y.toFixed(1)}`;
      if (++count > PIECE) {
        path!.setAttribute('d', data);
        piece(last);
      }
      data += `L${last}`;
    },
    show: () => path?.setAttribute('d', data),
    clear: () => {
      group.replaceChildren();
      path = null;
    },
  };
}
