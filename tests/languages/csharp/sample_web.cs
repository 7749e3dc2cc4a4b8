// path: src/Web/AccountsController.cs
using Microsoft.AspNetCore.Mvc;

[ApiController]
public class AccountsController : ControllerBase
{
    public async Task<IActionResult> Get(string id, HttpContext context)
    {
        return BadRequest("Id is missing"); // error: - "Id is missing" status=400 audience=api
        return BadRequest(new { error = $"Id {id} is not valid" }); // error: - "Id {id} is not valid" status=400
        return NotFound(new ErrorResponse { Code = 7, Message = "No such account" }); // error: - "No such account" status=404
        return NotFound(new ErrorResponse("No account of this name")); // error: - "No account of this name" status=404
        return Conflict("Taken"); // error: - "Taken" status=409
        return Unauthorized("Sign in first"); // error: - "Sign in first" status=401
        return UnprocessableEntity(new { message = "Cannot be processed" }); // error: - "Cannot be processed" status=422
        return StatusCode(500, "Something went wrong"); // error: - "Something went wrong" status=500
        return StatusCode(StatusCodes.Status503ServiceUnavailable, new { error = "Try later" }); // error: - "Try later" status=503
        return StatusCode((int)HttpStatusCode.BadGateway, "Bad upstream"); // error: - "Bad upstream" status=502
        return Problem("Disk is full", statusCode: 507); // error: - "Disk is full" status=507
        // error: - "Disk is slow" status=500
        // error: - "Slow" status=500
        return Problem(detail: "Disk is slow", title: "Slow");
        return new BadRequestObjectResult("Not a number"); // error: BadRequestObjectResult "Not a number" status=400
        return new ObjectResult(new { error = "Locked" }) { StatusCode = 423 }; // error: ObjectResult "Locked" status=423
        return new ContentResult { Content = "Too many requests", StatusCode = 429 }; // error: ContentResult "Too many requests" status=429
        return new NotFound("No such plan"); // error: NotFound "No such plan" status=404
        var problem = new ProblemDetails { Status = 404, Detail = $"No account {id}" }; // error: ProblemDetails "No account {id}" status=404 audience=api
        context.Response.StatusCode = 403;
        await context.Response.WriteAsync("Not for you"); // error: - "Not for you" status=403
        Request.CreateErrorResponse(HttpStatusCode.NotFound, "Older stack"); // error: - "Older stack" status=404
        ModelState.AddModelError("Name", "Name is taken"); // error: - "Name is taken" audience=customer
        ModelState.AddModelError(string.Empty, Strings.NameTaken); // error: - "{name_taken}" opening=Strings.NameTaken audience=customer
        TempData["ErrorMessage"] = "Could not be saved"; // error: - "Could not be saved" audience=customer
        ViewBag.Error = $"Could not save {id}"; // error: - "Could not save {id}" audience=customer
        return BadRequest(_localizer["Name {0} is taken", id]); // error: - "Name {id} is taken" status=400
    }

    static void Map(WebApplication app)
    {
        app.MapGet("/a", () => Results.NotFound(new { message = "No such page" })); // error: - "No such page" status=404
        app.MapGet("/b", () => TypedResults.BadRequest("Bad page")); // error: - "Bad page" status=400
        app.MapGet("/c", () => Results.Json(new { error = "Taken" }, statusCode: 409)); // error: - "Taken" status=409
        app.MapGet("/d", () => Results.Problem(title: "Broken", statusCode: StatusCodes.Status500InternalServerError)); // error: - "Broken" status=500
        // error: - "Name is required" status=400
        app.MapGet("/e", () => Results.ValidationProblem(new Dictionary<string, string[]> { ["name"] = new[] { "Name is required" } }));
    }
}

public class Registration
{
    [Required(ErrorMessage = "Please give a name")] // error: Required "Please give a name" audience=customer
    public string Name { get; set; }

    // error: StringLength "The {property_name} must have 6 to 100 characters."
    [StringLength(100, MinimumLength = 6, ErrorMessage = "The {0} must have {2} to {1} characters.")]
    public string Password { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        yield return new ValidationResult("Passwords differ", new[] { nameof(Password) }); // error: ValidationResult "Passwords differ" audience=customer
    }
}

public class RegistrationValidator : AbstractValidator<Registration>
{
    public RegistrationValidator()
    {
        RuleFor(x => x.Name).NotEmpty().WithMessage("{PropertyName} must not be empty"); // error: - "{property_name} must not be empty" audience=customer
        RuleFor(x => x.Name).Must(Known).WithMessage(x => $"Name {x.Name} is not known"); // error: - "Name {x_name} is not known"
        RuleFor(x => x).Custom((x, context) => context.AddFailure("Name", "Name is wrong")); // error: - "Name is wrong"
    }

    IdentityError Duplicate() => new IdentityError { Code = "Duplicate", Description = "This name is used" }; // error: IdentityError "This name is used" code=Duplicate
}
