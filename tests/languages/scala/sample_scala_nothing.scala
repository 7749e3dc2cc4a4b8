// path: src/main/scala/com/acme/Nothing.scala
// Nothing in here is a log statement or an error message.
package com.acme

import scala.math.log

class Nothing(catalog: Catalog, dialog: Dialog) {
  def quiet(x: Double, list: List[String], e: Exception): Unit = {
    val y = log(x)
    math.log(x)
    catalog.info("x")
    dialog.error("x")
    toast.info("x")
    list.error("x")
    // logger.info("in a comment")
    /* logger.info("in a comment") */
    val s = "logger.info(\"in a text\")"
    val raw = """logger.info("in a raw text")"""
    val fake = new Exception
    val wrapped = new RuntimeException(e)
    require(x > 1)
    println()
    info("x")
    NotFound("no framework here")
    complete("x")
    Left(1)
    error("x")
    validator.require("x", "y z")
    throw e
  }
}
