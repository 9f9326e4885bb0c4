from mestieri.engines.europass.outcome import Refusal, Status
def read_text(source, notes):
    raise Refusal(Status.NOT_A_CV)
