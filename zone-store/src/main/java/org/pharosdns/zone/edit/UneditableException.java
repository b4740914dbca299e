package org.pharosdns.zone.edit;

import java.util.List;
import org.pharosdns.zone.model.Problem;

/// The text of a zone cannot be changed as asked; nothing was changed.
public final class UneditableException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  UneditableException(List<Problem> problems) {
    super(String.valueOf(problems));
    this.problems = problems;
  }

  /// Returns why, at least one.
  public List<Problem> problems() {
    return problems;
  }
}
