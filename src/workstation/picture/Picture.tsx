// The pelvis picture: draw or tap where it hurts, say how it feels, hear it said back, and see what the answer would
// look like. Loaded by itself, so that the page does not wait for it.
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type Point } from '#core/anatomy/anatomy.js';
import { personalSides } from '#core/anatomy/personal.js';
import { figureWarp } from '#core/anatomy/warp.js';
import { readBackOf } from '#core/drawing/read-back.js';
import { useWorkspace, useWorkspaceStore } from '../case/case-context.js';
import { figureOf, isBare } from '../case/draft.js';
import { type Answer } from '../differential/use-answer.js';
import { idle } from '../ui/idle.js';
import { usePrinting } from '../ui/use-printing.js';
import { answerTints } from './answer-tints.js';
import { Details } from './Details.js';
import { drawingOf, isEmpty, setNone } from './drawing-edits.js';
import { FeelPalette } from './FeelPalette.js';
import { FigureSettings } from './FigureSettings.js';
import { FromDrawing } from './FromDrawing.js';
import { LayersMenu } from './LayersMenu.js';
import { Legend } from './Legend.js';
import { chosenTerritories, FIRST_LAYERS } from './layers.js';
import { MeasuresPanel } from './MeasuresPanel.js';
import { PieceList } from './PieceList.js';
import { Popover } from './Popover.js';
import { PrintedDrawing } from './PrintedDrawing.js';
import { piecesOf } from './patch-marks.js';
import { type PictureView, viewOf, windowOf } from './picture-view.js';
import { ReadBackBar } from './ReadBackBar.js';
import { RegionShapes } from './RegionShapes.js';
import { RegionTree } from './RegionTree.js';
import { readBackWords } from './read-back-words.js';
import { placeAt } from './region-shapes.js';
import { Stage } from './Stage.js';
import { SheetButton } from './sheet/SheetButton.js';
import { type StrokeLatency } from './stroke-latency.js';
import { AnswerTints, TerritoryMaps } from './Tints.js';
import { ToolBar } from './ToolBar.js';
import { useMeasures } from './use-measures.js';
import { usePlaceActions } from './use-place-actions.js';
import { useTelling } from './use-telling.js';
import { useTools } from './use-tools.js';
import { ViewSwitch } from './ViewSwitch.js';
import { warmFigure } from './warm-figure.js';
import { OwnMarks } from './zones/OwnMarks.js';
import { PersonalLandmarks } from './zones/PersonalLandmarks.js';
import { type MarkedLandmark, useOwnLandmarks } from './zones/use-own-landmarks.js';
import { ZoneCard } from './zones/ZoneCard.js';
import { ZonesLayer } from './zones/ZonesLayer.js';
import { type ZoneChoice } from './zones/zone-choice.js';
import './picture.css';

interface Props {
  readonly anatomy: Anatomy;
  readonly answer: Answer;
  readonly latency: StrokeLatency;
  readonly heading: ReactNode;
}

export function Picture({ anatomy, answer, latency, heading }: Props) {
  const { t, i18n } = useTranslation();
  const store = useWorkspaceStore();
  const { open: draft, blankId } = useWorkspace();
  const drawing = drawingOf(draft);
  const printing = usePrinting();
  const tools = useTools();
  const { hand } = tools;
  const telling = useTelling();
  const [view, setView] = useState<PictureView>('lumbopelvic');
  const [isPrivateShown, setPrivateShown] = useState(false);
  const [layers, setLayers] = useState(FIRST_LAYERS);
  const [spoken, say] = useState('');
  const [isListOpen, setListOpen] = useState(false);
  const [arePiecesOpen, setPiecesOpen] = useState(false);
  const [pointed, setPointed] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [arrowFrom, setArrowFrom] = useState<Point | null>(null);
  // An arrow that was begun with a tap is given up with its tool, its view, or any other mark.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are the reasons to give it up
  useEffect(() => setArrowFrom(null), [hand.tool, view, drawing]);

  useEffect(() => warmFigure(anatomy, idle), [anatomy]);
  const ownLandmarks = useOwnLandmarks(draft?.id ?? blankId);
  const { own } = ownLandmarks;
  const [marking, setMarking] = useState<MarkedLandmark | null>(null);
  const [zone, setZone] = useState<ZoneChoice | null>(null);
  const shown = figureOf(draft);
  const { sex, stature, weight } = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same body however often it is asked for
  const warp = useMemo(() => figureWarp(anatomy, shown, own), [anatomy, sex, stature, weight, own]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const landmarks = useMemo(() => personalSides(anatomy, shown, own), [anatomy, sex, stature, weight, own]);
  const busy = useRef(false);
  const measured = useMeasures(draft, anatomy, busy);
  const known = useMemo(
    () => measured && { of: measured.of, codes: new Set(measured.measures.codes.map((c) => c.code)) },
    [measured],
  );
  const actions = usePlaceActions(known, hand.feel, say);
  const needsPieces = arePiecesOpen || hand.tool === 'look';
  const pieces = useMemo(() => (needsPieces ? piecesOf(drawing, anatomy) : null), [needsPieces, drawing, anatomy]);
  const tints = useMemo(() => (isBare(answer.draft) ? [] : answerTints(anatomy, answer.assessment)), [anatomy, answer]);
  const maps = useMemo(() => chosenTerritories(anatomy, layers), [anatomy, layers]);
  const side = viewOf(view);
  const box = useMemo(() => windowOf(view, warp), [view, warp]);
  const isCovered = view === 'perineum' && !isPrivateShown;

  const tap = useCallback(
    (at: Point) => {
      const feel = hand.feel;
      if (marking) {
        ownLandmarks.mark({ landmark: marking, at: warp.toFigure(at) });
        setMarking(null);
      } else if (hand.tool === 'pin') telling.add({ kind: 'pin', view: side, at, ...feel });
      else if (hand.tool === 'fill') {
        const place = placeAt(anatomy, side, at);
        if (place) actions.toggle(place);
      } else if (hand.tool === 'look') {
        const piece = pieces?.at(side, at);
        if (!piece) return;
        setChosen(piece.key);
        setPiecesOpen(true);
      } else if (hand.tool === 'arrow') {
        if (arrowFrom) {
          const track = [...arrowFrom, ...at].map((n) => Math.round(n * 10));
          telling.add({ kind: 'arrow', view: side, track, ...feel });
        }
        setArrowFrom(arrowFrom ? null : at);
      }
    },
    [hand, side, anatomy, actions, pieces, arrowFrom, telling, marking, ownLandmarks, warp],
  );
  const isBack = side === 'back';
  const hasWay = isListOpen || hand.tool === 'fill';
  const hint = marking
    ? t(`zones.own.tap.${marking}`)
    : hand.tool === 'arrow' && arrowFrom
      ? t('picture.hint.arrow')
      : hand.tool === 'look' && layers.points
        ? t('picture.hint.zones')
        : isEmpty(drawing)
          ? t('picture.hint.empty')
          : hand.tool === 'look'
            ? t('picture.hint.look')
            : '';
  const arrowStart = arrowFrom && warp.toFigure(arrowFrom);
  const said = measured ? readBackWords(t, readBackOf(measured.measures), anatomy, i18n.language) : [];
  return (
    <>
      <div className="picture__bar">
        {heading}
        <div className="picture__menus">
          <Popover text={t('picture.layer.heading')}>
            <LayersMenu
              anatomy={anatomy}
              layers={layers}
              onLayers={(next) => {
                setLayers(next);
                // Zones are there to be pressed; a brush would draw over them.
                if (next.points && !layers.points) tools.take('look');
              }}
            />
          </Popover>
          <Popover text={t('picture.body.heading')}>
            <PersonalLandmarks landmarks={ownLandmarks} shown={shown} marking={marking} onMarking={setMarking}>
              <FigureSettings anatomy={anatomy} />
            </PersonalLandmarks>
            <p className="figure-settings__sheet">
              <SheetButton shown={shown} own={own} />
            </p>
          </Popover>
          <button
            type="button"
            className="button"
            aria-expanded={isListOpen}
            aria-controls="place-list"
            onClick={() => setListOpen(!isListOpen)}
          >
            {t(isListOpen ? 'picture.list.hide' : 'picture.list.show')}
          </button>
        </div>
      </div>
      <ViewSwitch view={view} onView={setView} />
      <p className="small picture__where">{t(`picture.where.${view}`)}</p>
      <div className="picture__desk">
        <ToolBar tools={tools} />
        {isCovered ? (
          <div className="stage stage--covered" data-view={view}>
            <p>{t('picture.private.why')}</p>
            <button type="button" className="button button--main" onClick={() => setPrivateShown(true)}>
              {t('picture.private.show')}
            </button>
          </div>
        ) : (
          <Stage
            anatomy={anatomy}
            warp={warp}
            sex={sex}
            view={view}
            layers={layers.plate}
            marks={drawing.marks}
            hand={marking ? { ...hand, tool: 'look' } : hand}
            latency={latency}
            busy={busy}
            onMark={telling.add}
            onTap={tap}
            onLeave={store.saveNow}
            under={
              <>
                {arrowStart && <circle className="arrow-start" cx={arrowStart[0]} cy={arrowStart[1]} r={5} />}
                <TerritoryMaps territories={maps} view={side} warp={warp} box={box} />
                {layers.tints.has('answer') && <AnswerTints tints={tints} view={side} warp={warp} />}
              </>
            }
            over={
              layers.regions || hasWay || (isBack && (layers.points || marking || own.marks)) ? (
                <>
                  {(layers.regions || hasWay) && (
                    <RegionShapes
                      anatomy={anatomy}
                      view={side}
                      warp={warp}
                      actions={actions}
                      isWay={hasWay}
                      pointed={isListOpen ? pointed : null}
                    />
                  )}
                  {isBack && layers.points && (
                    <ZonesLayer
                      anatomy={anatomy}
                      landmarks={landmarks}
                      chosen={zone}
                      {...(marking ? {} : { onChoose: setZone })}
                    />
                  )}
                  {isBack && own.marks && <OwnMarks marks={own.marks} />}
                </>
              ) : null
            }
          >
            {hint && <p className="stage__hint">{hint}</p>}
          </Stage>
        )}
        <FeelPalette
          feel={hand.feel}
          label={t('picture.feel.next')}
          onChange={(feel) => {
            tools.setFeel(feel);
            telling.tell(feel);
          }}
        />
      </div>
      <div id="place-list" hidden={!isListOpen}>
        {isListOpen && (
          <RegionTree
            anatomy={anatomy}
            actions={actions}
            isPrivateShown={isPrivateShown}
            onPlace={(place) => {
              setPointed(place.code);
              if (place.region.view !== side) setView(place.region.view);
            }}
          />
        )}
      </div>
      {drawing.marks.length === 0 && (
        <p className="picture__none">
          <button
            type="button"
            className="button"
            aria-pressed={drawing.none}
            onClick={() => store.edit((d) => setNone(d, !drawing.none))}
          >
            {t('picture.none')}
          </button>
        </p>
      )}
      {measured && measured.measures.state !== 'empty' && (
        <ReadBackBar anatomy={anatomy} measured={measured} onChange={() => setPiecesOpen(true)} say={say} />
      )}
      {draft && measured && measured.measures.state !== 'empty' && (
        <FromDrawing draft={draft} findings={measured.findings} />
      )}
      {layers.tints.has('answer') && tints.length > 0 && <Legend tints={tints} choice={answer.choice} view={side} />}
      <Details heading={t('picture.piece.heading')} open={arePiecesOpen} onOpen={setPiecesOpen}>
        <PieceList
          drawing={drawing}
          pieces={pieces?.list ?? []}
          chosen={chosen}
          onChoose={setChosen}
          isPrivateShown={isPrivateShown}
        />
      </Details>
      {draft && measured && (
        <Details heading={t('picture.measure.heading')}>
          <MeasuresPanel anatomy={anatomy} draft={draft} measured={measured} />
        </Details>
      )}
      {zone && (
        <ZoneCard
          anatomy={anatomy}
          landmarks={landmarks}
          choice={zone}
          onChoose={setZone}
          onClose={() => setZone(null)}
        />
      )}
      <p className="hidden" role="status">
        {spoken}
      </p>
      {printing && !isEmpty(drawing) && (
        <PrintedDrawing
          anatomy={anatomy}
          warp={warp}
          sex={sex}
          drawing={drawing}
          layers={layers.plate}
          isPrivateShown={isPrivateShown}
          said={said}
        />
      )}
    </>
  );
}
