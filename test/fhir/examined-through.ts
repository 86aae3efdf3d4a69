// A patient who has been asked and examined until only a needle would tell more: what remains is a block.

/** Findings as a case file states them, but for the five cauda-equina questions. */
export const EXAMINED_THROUGH: readonly string[] = (
  '-pain.midline-lumbar -pain.medial-buttock@R -pain.hip@R -worse.extension@R -better.standing@R pain.side@R ' +
  '-worse.crossing-legs@R -worse.weight-bearing@R tender.lpsl@R -worse.stooping@R quality.tingling@R ' +
  'worse.side-lying@R -tender.trochanter@R -worse.valsalva@R worse.rising@R tender.crest@R better.flexion@R ' +
  '-pain.posterior-thigh@R -worse.stairs@R -worse.weight-shift@R -worse.hip-flexion@R pain.below-knee@R ' +
  '-worse.contralateral-bending@R -test.resisted-derotation@R tender.facet@R -quality.deep@R course.recurrent-acute ' +
  '-worse.rotation@R tender.gluteal@R course.morning-worse -better.activity@R worse.movement@R ' +
  '-reproduced-by-pressure@R -pain.perineum@R -worse.defecation@R -onset.insidious@R better.lying@R ' +
  'sensory.cluneal-allodynia@R -test.faber@R course.chronic -sensory.cluneal-hypoaesthesia@R -quality.aching@R ' +
  '-hx.cluneal-nerve-surgery@R -hx.cauda-equina-surgery@R -hx.sacral-surgery@R tender.paraspinal@R ' +
  'quality.stabbing@R -worse.explosive-movement@R -tender.sacrum@R -course.constant -hx.sij-fusion@R ' +
  '-hx.iliac-bone-graft@R -hx.fall-on-buttock@R -pain.coccyx -hx.peripartum test.skin-rolling@R -pain.flank@R ' +
  '-tender.spinous -red.rash@R -hx.prolonged-compression@R -hx.vertebral-fracture -pain.thoracolumbar@R ' +
  '-hx.gait-abnormality@R -onset.after-surgery@R gait.antalgic@R -tender.flank@R -nodule.crest@R ' +
  'test.hip-knee-flexion@R -test.fair@R -test.ober@R -tinel.crest@R -tinel.buttock@R -better.pelvic-belt@R ' +
  '-test.neural-tension@R -xray.spondylolisthesis -us.cluneal-swollen@R -mri.disc-degeneration'
).split(' ');
