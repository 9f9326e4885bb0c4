"""The classification of occupations: its official files, and titles in their two genders."""

from mestieri.engines.occupations.esco import EscoData, read_esco
from mestieri.engines.occupations.esco_files import NotEsco
from mestieri.engines.occupations.titles import gendered_forms

__all__ = ["EscoData", "NotEsco", "gendered_forms", "read_esco"]
