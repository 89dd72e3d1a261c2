/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89, orientation: 'portrait' };
export const MARGINS = { left: 58, right: 58, top: 58, bottom: 66 };
/** Between the margins. */
export const WIDTH = PAGE.width - MARGINS.left - MARGINS.right;
export const HEIGHT = PAGE.height - MARGINS.top - MARGINS.bottom;
