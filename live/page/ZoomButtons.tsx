const STEP = 1.25;
const [LEAST, MOST] = [0.1, 3];

interface ZoomButtonsProps {
  readonly scale: number;
  /** Undefined fits the picture to the window. */
  readonly setZoom: (zoom: number | undefined) => void;
}

/** Larger, smaller, as it fits. */
export function ZoomButtons({ scale, setZoom }: ZoomButtonsProps) {
  const by = (factor: number) => () => setZoom(Math.min(MOST, Math.max(LEAST, scale * factor)));
  return (
    <div class="zoom" role="group" aria-label="Size of the picture">
      <button type="button" onClick={by(1 / STEP)} aria-label="Smaller">
        −
      </button>
      <button type="button" onClick={() => setZoom(undefined)} aria-label={`Fit, now ${Math.round(scale * 100)} %`}>
        {Math.round(scale * 100)} %
      </button>
      <button type="button" onClick={by(STEP)} aria-label="Larger">
        +
      </button>
    </div>
  );
}
