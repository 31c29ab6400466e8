"""Words that several worksheets use."""

from app.domain.standard import Scope

SCOPES = {Scope.SCHOOL: "本校", Scope.CONTRIBUTION: "报送贡献", Scope.CONTEXT: "仅供了解"}
