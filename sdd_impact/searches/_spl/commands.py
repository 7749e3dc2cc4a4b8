"""SPL's commands by what they do to the choice of lines (names from Splunk's Search Reference).

A command in none of these tables may do anything: it is left open.
"""

from __future__ import annotations

_PASSING_WORDS = """
    abstract addinfo addtotals bin bucket cluster collect convert dedup delta eval eventstats extract fieldformat
    fields fieldsummary fillnull filldown foreach format geom head highlight iconify inputlookup iplocation kv kvform
    localize localop lookup makemv makejson mvcombine mvexpand multikv nomv noop outlier outputcsv outputlookup
    outputtext rangemap regex relevancy reltime rename replace require reverse rex scrub sendalert sendemail setfields
    sort spath streamstats strcat table tags tail tee tojson transaction typer uniq xmlkv xmlunescape xpath return
    accum autoregress bucketdir fromjson discretize surrounding
"""
#: Keep every line: they order, thin out, decorate, extract fields or send on. (``head`` and ``dedup`` drop lines, but no kind of line.)
PASSING = frozenset(_PASSING_WORDS.split())

_REPORTING_WORDS = """
    addcoltotals analyzefields anomalies anomalousvalue anomalydetection arules associate chart concurrency contingency
    correlate counttable ctable diff findtypes gauge geomfilter geostats kmeans makecontinuous mcollect meventcollect
    overlap pivot predict rare sichart sirare sistats sitimechart sitop stats timechart timewrap top transpose
    trendline typelearner untable x11 xyseries summarize af
"""
#: End the choice of lines: what comes out are figures about them.
REPORTING = frozenset(_REPORTING_WORDS.split())

_WITHOUT_LINES_WORDS = """
    audit crawl datamodelsimple dbinspect dbxquery eventcount gentimes history inputcsv inputlookup makeresults
    mcatalog metadata mpreview mstats rest summarize walklex
"""
#: Begin a search without reading a line of any log.
WITHOUT_LINES = frozenset(_WITHOUT_LINES_WORDS.split())

_ELSEWHERE_WORDS = """
    datamodel from loadjob pivot savedsearch metasearch
"""
#: Begin a search with lines that this text does not say.
ELSEWHERE = frozenset(_ELSEWHERE_WORDS.split())

#: Take searches in brackets and add what they find.
ADDING = frozenset({"append", "multisearch", "union"})
