// Which layers are shown: switches, in the order of a dissection.
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, PLATE_LAYERS } from '#core/anatomy/anatomy.js';
import { PackText } from '../ui/PackText.js';
import { flipped, type Layers, referralsOf, type Tint } from './layers.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly layers: Layers;
  readonly onLayers: (layers: Layers) => void;
}

const TINTS: readonly Tint[] = ['answer', 'cutaneous', 'dermatome'];

export function LayersMenu({ anatomy, layers, onLayers }: Props) {
  const { t } = useTranslation();
  const referrals = referralsOf(anatomy);
  return (
    <div className="layers">
      <fieldset className="layers__group">
        <legend>{t('picture.layer.body')}</legend>
        {PLATE_LAYERS.map((layer) => (
          <Switch
            key={layer}
            on={layers.plate.has(layer)}
            text={t(`picture.layer.${layer}`)}
            onFlip={() => onLayers({ ...layers, plate: flipped(layers.plate, layer) })}
          />
        ))}
      </fieldset>
      <fieldset className="layers__group">
        <legend>{t('picture.layer.maps')}</legend>
        {TINTS.map((tint) => (
          <Switch
            key={tint}
            on={layers.tints.has(tint)}
            text={t(`picture.layer.${tint}`)}
            onFlip={() => onLayers({ ...layers, tints: flipped(layers.tints, tint) })}
          />
        ))}
        <Switch
          on={layers.points}
          text={t('picture.layer.points')}
          onFlip={() => onLayers({ ...layers, points: !layers.points })}
        />
        <Switch
          on={layers.regions}
          text={t('picture.layer.regions')}
          onFlip={() => onLayers({ ...layers, regions: !layers.regions })}
        />
      </fieldset>
      {referrals.length > 0 && (
        <fieldset className="layers__group">
          <legend>{t('picture.layer.referral')}</legend>
          {referrals.map(({ name, ids }) => (
            <Switch
              key={name}
              on={ids.every((id) => layers.referral.has(id))}
              text={<PackText>{name}</PackText>}
              onFlip={() => {
                const rest = [...layers.referral].filter((id) => !ids.includes(id));
                const all = ids.every((id) => layers.referral.has(id));
                onLayers({ ...layers, referral: new Set(all ? rest : [...rest, ...ids]) });
              }}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Switch({ on, text, onFlip }: { readonly on: boolean; readonly text: ReactNode; readonly onFlip: () => void }) {
  return (
    <label className="switch">
      <input type="checkbox" checked={on} onChange={onFlip} />
      <span>{text}</span>
    </label>
  );
}
