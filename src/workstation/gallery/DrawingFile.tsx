// A drawing file on the wall: read as every other door reads it, with its errors said.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type Drawing } from '#core/drawing/drawing.js';
import { drawingFromContent } from '#core/drawing/read.js';

interface Shown {
  readonly name: string;
  readonly drawing: Drawing;
}

interface Props {
  readonly anatomy: Anatomy;
  readonly shown: Shown | null;
  readonly onShow: (shown: Shown | null) => void;
}

export function DrawingFile({ anatomy, shown, onShow }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [refused, setRefused] = useState<{ readonly name: string; readonly problems: readonly string[] } | null>(null);
  const open = async (file: File) => {
    setRefused(null);
    let content: unknown;
    try {
      content = JSON.parse(await file.text());
    } catch {
      setRefused({ name: file.name, problems: [t('gallery.fileNotText')] });
      return;
    }
    const read = drawingFromContent(content, anatomy);
    if (read.ok) onShow({ name: file.name, drawing: read.drawing });
    else setRefused({ name: file.name, problems: read.errors.map((e) => `${e.field}: ${e.message}`) });
  };
  return (
    <div className="gallery__file">
      {shown ? (
        <p>
          {t('gallery.fileShown', { name: shown.name })}{' '}
          <button type="button" className="button" onClick={() => onShow(null)}>
            {t('gallery.closeFile')}
          </button>
        </p>
      ) : (
        <p>
          <label className="button" htmlFor={id}>
            {t('gallery.file')}
          </label>
          <input
            id={id}
            className="hidden"
            type="file"
            accept=".json,application/json"
            onChange={(e) => {
              const file = e.target.files?.[0];
              e.target.value = '';
              if (file) void open(file);
            }}
          />
          <span className="small">{t('gallery.fileWhy')}</span>
        </p>
      )}
      {refused && (
        <div role="alert" className="gallery__refused">
          <p>{t('gallery.fileRefused', { name: refused.name })}</p>
          <ul>
            {refused.problems.slice(0, 8).map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
