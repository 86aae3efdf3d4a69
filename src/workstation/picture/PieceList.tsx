// The pieces of the drawing in words: where, how, how much; each can be changed or taken out.
import { useTranslation } from 'react-i18next';
import { type Drawing, type Feel } from '#core/drawing/drawing.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { changeMarks } from './drawing-edits.js';
import { FeelPalette } from './FeelPalette.js';
import { feelWords } from './feel-words.js';
import { type Piece } from './patch-marks.js';
import { placeWords } from './place-words.js';

interface Props {
  readonly drawing: Drawing;
  readonly pieces: readonly Piece[];
  /** Key of the piece that is being changed. */
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  readonly isPrivateShown: boolean;
}

export function PieceList({ drawing, pieces, chosen, onChoose, isPrivateShown }: Props) {
  const { t, i18n } = useTranslation();
  const store = useWorkspaceStore();
  const whereOf = ({ place, from, kind, view }: Piece): string => {
    if (view === 'perineum' && !isPrivateShown) return t('picture.piece.private');
    const words = place ? placeWords(t, place) : t('picture.piece.nowhere');
    if (kind === 'pin') return t('picture.piece.pin', { place: words });
    if (kind === 'arrow')
      return t('picture.piece.arrow', { from: from ? placeWords(t, from) : t('picture.piece.nowhere'), to: words });
    return words;
  };
  const marksOf = (piece: Piece) => new Set(piece.marks.map((i) => drawing.marks[i]));
  if (pieces.length === 0) return <p className="small">{t('picture.piece.none')}</p>;
  return (
    <ul className="pieces">
      {pieces.map((piece) => {
        const where = whereOf(piece);
        const isOpen = piece.key === chosen;
        const change = (feel: Feel) => {
          const own = marksOf(piece);
          store.edit((d) => changeMarks(d, (m) => (own.has(m) && 'qualities' in m ? { ...m, ...feel } : m)));
        };
        return (
          <li key={piece.key} className="piece" data-open={isOpen} data-kind={piece.kind}>
            <div className="piece__line">
              <button
                type="button"
                className="piece__what"
                aria-expanded={isOpen}
                onClick={() => onChoose(isOpen ? null : piece.key)}
              >
                <span className="piece__where">{where}</span>
                <span className="small">{feelWords(t, piece, i18n.language)}</span>
              </button>
              <button
                type="button"
                className="button button--quiet"
                aria-label={t('picture.piece.removeName', { place: where })}
                onClick={() => {
                  const own = marksOf(piece);
                  store.edit((d) => changeMarks(d, (m) => (own.has(m) ? null : m)));
                  onChoose(null);
                }}
              >
                {t('picture.piece.remove')}
              </button>
            </div>
            {isOpen && (
              <FeelPalette
                feel={{ qualities: piece.qualities, intensity: piece.intensity }}
                label={where}
                onChange={change}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
