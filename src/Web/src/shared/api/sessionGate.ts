type Listener = () => void;

/** Holds requests that met a 401 while the sign-in overlay is open; knows nothing of screens. */
class SessionGate {
  #waiting: ((restored: boolean) => void)[] = [];
  readonly #listeners = new Set<Listener>();

  /** True when somebody signed in again, false when the session was given up. */
  restored(): Promise<boolean> {
    const outcome = new Promise<boolean>((resolve) => this.#waiting.push(resolve));
    this.#notify();
    return outcome;
  }

  settle(restored: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(restored);
    this.#notify();
  }

  isOpen = (): boolean => this.#waiting.length > 0;

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #notify() {
    for (const listener of this.#listeners) listener();
  }
}

export const sessionGate = new SessionGate();
