// Catches what failed while drawing, above all a part of the page that an update has taken off the server, so that the
// rest stays and nothing is lost.
import { Component, type ReactNode } from 'react';

interface Props {
  readonly instead: () => ReactNode;
  readonly children: ReactNode;
}

export class Mishap extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? this.props.instead() : this.props.children;
  }
}
